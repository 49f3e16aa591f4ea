import type { Checking } from './checking.ts'
import { selectTexts } from './select.ts'
import { isLoopback } from './url.ts'
import { Variables } from './variables.ts'

/** Checks that the address of `heartbeat:` can be opened and called; what is wrong holds no part of it. */
export const checkHeartbeat = ({ data, secrets, alone, at }: Checking): void => {
  for (const { path, value } of selectTexts(data, 'heartbeat')) {
    if (!/^(env|file):./.test(value)) continue
    const secret = secrets.open(value, Object.keys(Variables.shape))
    if (typeof secret === 'string') at(path, `cannot be opened: ${secret}`)
    else if (!alone && !isCallable(secret.reveal())) at(path, 'must lead to an address that begins with https://')
  }
}

const isCallable = (text: string): boolean => {
  if (!/^https?:\/\/[^/\\?#]/i.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return username === '' && password === '' && (protocol === 'https:' || isLoopback(hostname))
}
