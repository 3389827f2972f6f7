"""Who acts: users, posts held at units by date, sign-in, and whether an act is allowed."""
