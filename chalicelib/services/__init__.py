"""Services: the use cases, each read → decide → commit, over the ports in ports.py."""
