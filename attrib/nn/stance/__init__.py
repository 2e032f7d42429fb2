"""The stance network: for or against, towards targets and topics."""
