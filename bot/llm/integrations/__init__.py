"""The providers' libraries: how a model of each is made on a wire, and how its responses are read."""
