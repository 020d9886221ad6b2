"""Building a theme (一件事): its members and questions, the one table, conflicts settled, situations tried."""
