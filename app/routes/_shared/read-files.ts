import { data } from '@remix-run/node';

/** The body of a form that carries files: the files of one field apart, empty choices left out. */
export async function readFiles(request: Request, name: string): Promise<{ posted: FormData; files: File[] }> {
  const posted = await request.formData().catch(() => {
    throw data(null, { status: 400 });
  });
  const files = posted.getAll(name).filter((given) => given instanceof File && given.size > 0) as File[];
  posted.delete(name);
  return { posted, files };
}
