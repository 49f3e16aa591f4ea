// Loaded before a program of ours: it never outlives whoever started it.
process.once('disconnect', () => process.exit(1))
process.channel?.unref()
