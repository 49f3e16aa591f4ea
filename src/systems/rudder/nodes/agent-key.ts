import { createHash } from 'node:crypto'
import { pemBlocks } from '../../../pem.ts'
import type { Node } from '../shapes/index.ts'

const fingerprint = (bytes: Buffer | string): string => {
  const hex = createHash('sha256').update(bytes).digest('hex').toUpperCase()
  return `SHA-256 ${hex.match(/../g)?.join(':')}`
}

/**
 * The keys or certificates of a node's agents, each as its SHA-256 fingerprint, spelled as `openssl x509 -fingerprint -sha256`
 * does; empty if Rudder reports no key. If it isn't PEM, the fingerprint is of its text.
 */
export const agentKeys = ({ managementTechnologyDetails }: Pick<Node, 'managementTechnologyDetails'>): string[] =>
  (managementTechnologyDetails?.cfengineKeys ?? []).flatMap((pem) => {
    const found = pemBlocks(pem).map(({ body }) => Buffer.from(body, 'base64'))
    return found.length > 0 ? found.map(fingerprint) : [fingerprint(pem)]
  })
