"""Settings, URL roots, the officer's desk, the demo province and the command line."""
