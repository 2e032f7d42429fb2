"""For or against: targets, the cue's own words, and the model's judgement."""
