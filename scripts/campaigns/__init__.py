"""Campaigns against attrib: inputs that are bent, databases that are damaged, processes that are killed, trickles."""
