"""What lists show, by what they are filtered, and the search of the site."""
