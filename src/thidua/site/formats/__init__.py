"""Vietnamese formats where Django leaves gaps."""
