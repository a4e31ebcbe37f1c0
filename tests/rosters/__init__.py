"""Rosters as stations send them, made on the spot: nobody in them exists (identity numbers begin with 990000)."""
