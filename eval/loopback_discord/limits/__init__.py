"""What Discord allows in messages, components, embeds, forms, commands and suggestions."""
