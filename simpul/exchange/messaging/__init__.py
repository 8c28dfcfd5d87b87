"""Messages of the outbox on their way: `worker` sends what is due, an adapter for each channel, `statuses` hears back.

A message is claimed in one transaction, sent outside any, and marked in another. Whoever dies between sending and
marking leaves a message that goes out again after the lease, under the same mark (`Outgoing.mark`): at least once.
"""
