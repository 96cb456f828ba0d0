"""What a clinic's manager does and sees: accounts, invitations, counts and the trail. Nobody's key, nothing private."""
