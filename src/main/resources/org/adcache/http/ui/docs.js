/** Starts Swagger UI with the interface of this service. */

/** The CSRF token of the session, if the browser has one; null in requests of others. */
async function csrfToken() {
  const response = await fetch('/v1/me');
  return response.ok ? (await response.json()).csrf || null : null;
}

/** A change by the session's cookie needs the session's token; one with a token or a ticket of its own doesn't. */
async function withCsrfToken(request) {
  const reads = ['GET', 'HEAD'].includes((request.method || 'GET').toUpperCase());
  const named = Object.keys(request.headers || {}).map((name) => name.toLowerCase());
  if (!reads && !named.includes('authorization') && !named.includes('x-csrf-token')) {
    const token = await csrfToken();
    if (token) request.headers['X-CSRF-Token'] = token;
  }
  return request;
}

window.SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
  requestInterceptor: withCsrfToken,
});
