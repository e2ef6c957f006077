import { z } from 'zod';
import { apiProblem, apiSchemas } from './api-schemas.ts';
import { API_BASE, ENDPOINTS, type Endpoint } from './endpoints.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType): Json => ({ $ref: `#/components/schemas/${apiSchemas.get(schema)?.id}` });

/** The OpenAPI 3.1 description of the API, made from the very schemas that read requests and hold answers. */
export function openApi(origin: string, licence: { name: string; url: string }): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Passerelle : lieux, passages et ateliers de médiation numérique',
      version: '1.0.0',
      description:
        'Lecture seule, sans clé. Une nouvelle version aura une autre adresse (/api/v2) ; celle-ci ne fera que gagner des champs.',
      license: licence,
    },
    servers: [{ url: `${origin}${API_BASE}` }],
    paths: Object.fromEntries(ENDPOINTS.map((endpoint) => [endpoint.path, { get: operation(endpoint) }])),
    components: { schemas: componentSchemas() },
  };
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(apiSchemas, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]));
}

function operation({ path, name, summary, description, query, answer }: Endpoint): Json {
  const problem = { 'application/problem+json': { schema: schemaOf(apiProblem) } };
  return {
    operationId: name,
    summary,
    description,
    parameters: [...(path.includes('{id}') ? [ID_PARAMETER] : []), ...queryParameters(query)],
    responses: {
      200: { description: 'La réponse', content: { 'application/json': { schema: schemaOf(answer) } } },
      304: { description: 'Rien n’a changé depuis l’ETag donné' },
      400: { description: 'Un paramètre ne peut pas être lu', content: problem },
      ...(path.includes('{id}') ? { 404: { description: 'Introuvable', content: problem } } : {}),
      429: {
        description: 'Trop de demandes',
        headers: { 'Retry-After': { description: 'Secondes à attendre', schema: { type: 'integer' } } },
        content: problem,
      },
      503: { description: 'Momentanément indisponible', content: problem },
    },
  };
}

const ID_PARAMETER = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

/** A parameter as the documentation shows it. */
export interface QueryParameter {
  name: string;
  in: 'query';
  required: boolean;
  description?: string;
  example?: string;
  schema: Json;
}

/** The parameters of an address, as strings: what is read from them is another matter. */
export function queryParameters(query: z.ZodObject): QueryParameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, example, ...schema } = property as Json;
    return {
      name,
      in: 'query',
      required: required.includes(name),
      ...(typeof description === 'string' ? { description } : {}),
      ...(typeof example === 'string' ? { example } : {}),
      schema,
    };
  });
}
