"""Who and what there is: servers, roles, members, channels, and who may do what in them."""
