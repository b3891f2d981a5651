"""What a case stands by, what its papers and steps still lack, and the sentences that say so."""
