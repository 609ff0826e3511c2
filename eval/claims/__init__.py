"""Claims to measure the claim check by: the planted sentences, and open ones that no document decides."""
