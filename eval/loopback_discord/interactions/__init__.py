"""What people start with a bot: commands, buttons, forms; and how the bot may answer."""
