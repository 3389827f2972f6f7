"""What was ordered, by whom, until when: passed down, reported, urged, and reported back."""
