"""The widgets of a manager's page: inviting, revoking, resetting, a copy now."""
