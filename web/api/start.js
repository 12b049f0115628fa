// Shows ../v1/openapi.yaml by Swagger UI, which the build puts beside this file. Examples are sent to the server that
// the page came from, whatever the description says, and by whoever is signed in on the page.

const root = new URL('..', import.meta.url);

const token = fetch(new URL('v1/session', root))
  .then((answer) => answer.json())
  .then((session) => session.csrf_token, () => undefined);

/** The description says where a server listens unless told otherwise; this one is here. */
const here = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (description) =>
          update({ ...description, servers: [{ url: root.href.replace(/\/$/, '') }] }),
      },
    },
  },
});

window.SwaggerUIBundle({
  domNode: document.getElementById('api'),
  url: new URL('v1/openapi.yaml', root).href,
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [here],
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    if (!request.url.startsWith(root.href)) throw new Error(`${request.url} is not of this server`);
    const csrf = await token;
    if (csrf && !request.loadSpec) request.headers['X-CSRF-Token'] = csrf;
    return request;
  },
});
