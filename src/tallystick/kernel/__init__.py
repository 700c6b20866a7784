"""Values everything else speaks in: problems, actors, periods, quantities, codes. Plain Python."""
