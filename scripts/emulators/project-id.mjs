/** Project of everything local. The Firebase tools never let a `demo-` project reach a real one. */
export const projectId = 'demo-intentvision';
