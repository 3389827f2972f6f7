"""Finding those who deserve and were overlooked, award records that lack their proof, and the balance of awards."""
