"""Everything that brings work: employers, posts, fairs, referrals, placement, training."""
