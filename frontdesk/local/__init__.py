"""The local desk: the whole service in one process, with AWS played on loopback.

Nothing here ships to Lambda and nothing in chalicelib knows of it. The functions are the real
ones, called in-process with the events AWS would build; what is played is SES at both ends,
API Gateway, the event source mappings, the schedules and, by moto or ministack, AWS itself.
"""
