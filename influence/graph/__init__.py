"""Activities -> acts of people on people, and the graphs, cascades, communities and layout made of them."""
