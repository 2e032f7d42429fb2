"""How the threads of a network wait for each other: asleep, so that they leave the processor to others."""

import os

_POLICY = "OMP_WAIT_POLICY"


def let_threads_sleep() -> None:
    """Let OpenMP's threads sleep where they wait, unless the environment tells how they wait.

    Without that they spin: two threads beside anything else that computes run 5 to 9 times slower. OpenMP reads the
    environment when it is loaded, so this is called when the package is imported; after PyTorch it changes nothing.
    """
    os.environ.setdefault(_POLICY, "PASSIVE")
