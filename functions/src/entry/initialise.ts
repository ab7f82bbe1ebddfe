import { initializeApp } from 'firebase-admin/app';
import { setGlobalOptions } from 'firebase-functions/v2';
import { instancesMax, region } from '../config/deployment.ts';

/** Imported before every function, since each takes the global options in force when it is declared. */
initializeApp();
setGlobalOptions({ region, maxInstances: instancesMax });
