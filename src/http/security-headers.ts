/** Gives middleware that sets the security headers: nothing inline, nothing from other hosts, frames only where allowed. */
import type { Context, MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * One policy for all answers; `frameAncestors` gives the CSP sources of a request. What stands under `/embed/` is made to be loaded by
 * other sites; the rest stays with its own origin.
 */
export function securityHeaders(frameAncestors: (c: Context) => readonly string[]): MiddlewareHandler {
  const options = {
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [(c: Context) => frameAncestors(c).join(' ')],
    },
    referrerPolicy: 'strict-origin-when-cross-origin',
    // Other hosts of the operator's domain are not ours to bind.
    strictTransportSecurity: 'max-age=15552000',
    // frame-ancestors says it, and says it for more than one site.
    xFrameOptions: false,
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  }
  const own = secureHeaders(options)
  const embedded = secureHeaders({ ...options, crossOriginResourcePolicy: 'cross-origin' })
  return (c, next) => (c.req.path.startsWith('/embed/') ? embedded(c, next) : own(c, next))
}
