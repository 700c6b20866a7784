"""What the parties did, will do or hope for; the documents and frameworks they name."""
