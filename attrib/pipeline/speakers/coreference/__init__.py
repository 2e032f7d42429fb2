"""Which mentions of a text may mean the same: what the antecedent head is trained on and asked."""
