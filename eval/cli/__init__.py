"""`concord-eval`: the commands of the evaluation."""
