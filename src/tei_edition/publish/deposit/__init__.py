"""An edition as an archive takes it: a bag (BagIt) that holds a crate (RO-Crate), described for DataCite."""
