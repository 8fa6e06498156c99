# Origin of tree-cuts.json: cuts of scikit-learn's classification tree on Give Me Some Credit, as optbinning takes them for
# candidates (20 leaves of at least 5 % of the rows) and toad for bins.
# Run: python3 make-tree-cuts.py cs-training.csv.gz tree-cuts.json
import json, sys, numpy as np, pandas as pd, sklearn
from sklearn.tree import DecisionTreeClassifier
d = pd.read_csv(sys.argv[1], index_col=0)
y = d["SeriousDlqin2yrs"].values
out = {"sklearn": sklearn.__version__, "rows": len(d), "cuts": {}}
def tree(x, y, leaves, share):
    m = ~np.isnan(x)
    t = DecisionTreeClassifier(min_samples_leaf=max(1, int(np.ceil(share * len(x)))), max_leaf_nodes=leaves, random_state=0)
    t.fit(x[m].reshape(-1, 1), y[m]); th = t.tree_.threshold
    return sorted(th[th != -2].tolist())
for c in d.columns:
    if c == "SeriousDlqin2yrs": continue
    x = d[c].values.astype(float)
    out["cuts"][c] = {f"{k}/{s}": tree(x, y, k, s) for k in (5, 8, 10, 20) for s in (0.05, 0.01, 0.001)}
json.dump(out, open(sys.argv[2], "w"))
