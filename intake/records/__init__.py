"""What we keep: drafts, and the records that the complaints team receives."""
