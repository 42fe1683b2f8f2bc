"""The places of the application, a module each. Views are thin: they ask the workspace and save through editing."""
