"""Fits the rows of a file with scikit-learn; prints one JSON object. Arguments: file, leads, terms."""

import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")
path, leads, terms = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
columns = numpy.fromfile(path, dtype=numpy.uint8).reshape(terms + 1, leads)
won = columns[terms]
design = columns[:terms].T.astype(numpy.float64, order="C")
found = {"version": sklearn.__version__, "fits": []}
for solver, tolerance in [("lbfgs", 1e-4), ("newton-cholesky", 1e-4), ("newton-cholesky", 1e-10)]:
    model = LogisticRegression(penalty=None, solver=solver, tol=tolerance, max_iter=1000)
    start = time.perf_counter()
    model.fit(design, won)
    seconds = time.perf_counter() - start
    weights = [float(model.intercept_[0])] + [float(w) for w in model.coef_[0]]
    found["fits"].append({"name": f"{solver} tol={tolerance:g}", "seconds": seconds, "weights": weights})
print(json.dumps(found))
