"""The pages of nominations. Thin: read the request, one query or one command, draw."""
