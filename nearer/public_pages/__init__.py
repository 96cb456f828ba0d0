"""What anybody may open before signing in: the guide in plain HTML, which needs no data, no cookie and no script."""
