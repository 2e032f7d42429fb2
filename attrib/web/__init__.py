"""A local web page over a desk: it asks the desk's services and shows what they answer. Needs the extra attrib[web]."""
