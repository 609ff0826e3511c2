"""Records of answers, so that each can be shown and asked again."""
