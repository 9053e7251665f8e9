"""What Do You Think: the front door for complaints, thanks and ideas about children's social care."""
