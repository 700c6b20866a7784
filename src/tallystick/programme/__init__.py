"""What was agreed: programmes, pairings, agreements, targets, the catalogue and the pipelines."""
