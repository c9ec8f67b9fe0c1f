"""What the command, the installer and the hosts share: errors for users, the console, locks, health."""
