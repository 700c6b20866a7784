"""Who may do what: users, offices, roles by side and region, and the log of every act."""
