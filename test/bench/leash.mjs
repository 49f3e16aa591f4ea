// Loaded before a program of ours: it never outlives whoever started it. JavaScript, since Node would load its type stripper for
// more, which the bot in the image never does.
process.once('disconnect', () => process.exit(1))
process.channel?.unref()
