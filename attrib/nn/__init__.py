"""Networks: the encoder and the heads over it, loaded from models/."""
