"""What anybody may open before signing in: the guide in plain HTML, and what a home screen needs."""
