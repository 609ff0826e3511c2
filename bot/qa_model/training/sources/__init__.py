"""One file for each kind of training data, each turning its rows into examples."""
